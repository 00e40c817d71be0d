/** An open folder of the project. A name is resolved inside it. */
export interface Folder {
  /** Path of `name` in this folder, for one call of the file system while the folder is open. */
  entry(name: string): string;
  /**
   * Opens a folder in this one. Links are not followed.
   *
   * @returns `'link'` when the name is a link, `null` when nothing or no folder has that name.
   */
  child(name: string): Promise<Folder | 'link' | null>;
  /** Makes the names in it durable. False where the file system cannot. */
  sync(): Promise<boolean>;
  close(): Promise<void>;
}
