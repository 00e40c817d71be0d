/** A language whose symbols are found. */
export type LanguageName =
  | 'typescript'
  | 'tsx'
  | 'javascript'
  | 'python'
  | 'go'
  | 'rust'
  | 'java'
  | 'c-sharp'
  | 'cpp'
  | 'php'
  | 'ruby'
  | 'bash'
  | 'powershell'
  | 'css';
