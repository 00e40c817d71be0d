/** A line that stands for others: `...`, `// ... existing code ...`, `# rest of the file unchanged`. */
const elision = /^\s*(?:(?:\/\/|#|--|;|\*|\/\*+|<!--|\{\/\*)\s*)?(?:\.{3,}|…)[^\n]{0,80}$/;
const commentStart = /^\s*(?:\/\/|#|--|;|\/\*+|<!--|\{\/\*)/;
const promise =
  /\b(?:existing|rest|remaining|unchanged|same as before|previous|other)\b[^\n]{0,40}\b(?:code|file|function|functions|method|methods|class|implementation|content|contents|imports|tests|lines|here|unchanged|stays?|remains?|as before)\b/i;

const openingPromise = /^\W*(?:the\s)?(?:rest|remaining|existing|other|previous|same)\b/i;

/** Whether a quoted line stands for lines that were left out. A spread such as `...options,` does not. */
export function isElision(line: string): boolean {
  if (!elision.test(line)) return false;
  return !/^\s*\.{3}[\w$([{]/.test(line);
}

/** Whether a line that is to be written promises code instead of being it. A bare `...` is Python. */
function isPlaceholder(line: string): boolean {
  if (!commentStart.test(line)) return false;
  if (isElision(line)) return promise.test(line) || /^\W*$/.test(line);
  return openingPromise.test(line) && promise.test(line) && /(?:\.{3}|…|unchanged|as before)\W*$/i.test(line);
}

/** The first line of a new text that promises code the reader would lose; `null` when there is none. Lines the old text has too are not meant. */
export function placeholderIn(wanted: string, old: string): string | null {
  return (
    wanted
      .split(/\r?\n/)
      .find((line) => isPlaceholder(line) && !old.includes(line.trim()))
      ?.trim() ?? null
  );
}
