/**
 * One form for all names that some file system may take for the same: letter case, Unicode composition and compatibility
 * letters folded. For comparing only.
 */
export const foldPath = (path: string): string => path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
