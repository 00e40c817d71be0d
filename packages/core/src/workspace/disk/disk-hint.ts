const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'Free space on that disk and run the command again.',
  EDQUOT: 'Free space in your quota on that disk and run the command again.',
  EROFS: 'The disk is read-only: make it writable, or work on a copy of the project with -C.',
  EACCES: 'Give your user write access to the file and its folder.',
  EPERM: 'Give your user write access to the file and its folder.',
  EMFILE: 'Too many files are open: raise the limit with ulimit -n.',
  ENFILE: 'Too many files are open on this machine: close programs that are not needed.',
  EIO: 'The disk reported a hardware error: check it before you go on.',
};

/** One thing the reader can do about a disk that refused a write. */
export const diskHint = (errno: string | null): string =>
  hints[errno ?? ''] ?? 'Read the cause for what the system said, and check the disk and the permissions.';
