/** Whether an absolute path is a folder itself or below it. Compared segment by segment: `/a/bc` is not inside `/a/b`. */
export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
