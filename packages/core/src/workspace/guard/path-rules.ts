/** One line of the path grammar. */
export interface PathRule {
  /** Stable name, in the facts of the error. */
  readonly rule: string;
  /** Why, as the end of a sentence. */
  readonly reason: string;
  breaks(text: string): boolean;
}

const pathLimitBytes = 4_096;
const nameLimitBytes = 255;

/** Controls, formatting and bidirectional marks, private use, line separators, ignorable letters, the blank Braille pattern, and every space but the plain one. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const control = /\p{Cc}/u;
/** Device names of Windows, also with an extension, and with the superscript digits it takes for digits. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)/i;
/** Windows may know a file under such a name too: `GIT~1` is `.git`. */
const shortName = /^[^.]{1,6}~[0-9]{1,6}(?:\.[^.]{0,3})?$/;

/** Rules for the path as a whole, in the order they are asked. */
export const grammarRules: readonly PathRule[] = [
  { rule: 'empty', reason: 'it is empty', breaks: (path) => path === '' },
  {
    rule: 'too-long',
    reason: `it is longer than ${pathLimitBytes} bytes`,
    breaks: (path) => path.length > pathLimitBytes || Buffer.byteLength(path) > pathLimitBytes,
  },
  { rule: 'broken-unicode', reason: 'it has half a surrogate pair', breaks: (path) => !path.isWellFormed() },
  { rule: 'control-character', reason: 'it has a control character', breaks: (path) => control.test(path) },
  { rule: 'invisible-character', reason: 'it has an invisible or direction-changing character', breaks: (path) => invisible.test(path) },
  {
    rule: 'not-normalized',
    reason: 'it is not in Unicode form NFC, so two names could look the same',
    breaks: (path) => path.normalize('NFC') !== path,
  },
  {
    rule: 'windows-form',
    reason: 'it has a character that is a separator, a drive or a wildcard on some system',
    breaks: (path) => /[\\:*?"<>|]/.test(path),
  },
  { rule: 'absolute', reason: 'it is absolute', breaks: (path) => path.startsWith('/') },
  { rule: 'option-or-home', reason: 'a command would take it for an option or for the home folder', breaks: (path) => /^[-~]/.test(path) },
];

/** Rules for each part of the path between slashes, in the order they are asked. */
export const segmentRules: readonly PathRule[] = [
  { rule: 'empty-segment', reason: 'it has an empty part', breaks: (segment) => segment === '' },
  { rule: 'dot-segment', reason: 'it has a part that is only dots', breaks: (segment) => /^\.+$/.test(segment) },
  {
    rule: 'look-alike',
    reason: 'it has a character that another system reads as a separator',
    breaks: (segment) => /[\\/:]/.test(segment),
  },
  {
    rule: 'name-too-long',
    reason: `a name in it is longer than ${nameLimitBytes} bytes`,
    breaks: (segment) => Buffer.byteLength(segment) > nameLimitBytes,
  },
  {
    rule: 'trailing-dot-or-space',
    reason: 'a name in it ends with a dot or begins or ends with a space',
    breaks: (segment) => /^ |[. ]$/.test(segment),
  },
  { rule: 'reserved-name', reason: 'a name in it is a device on Windows', breaks: (segment) => reserved.test(segment) },
  { rule: 'short-name', reason: 'a name in it has the form of a Windows short name', breaks: (segment) => shortName.test(segment) },
];
