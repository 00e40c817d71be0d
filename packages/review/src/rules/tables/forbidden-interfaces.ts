import type { LineRule } from '../rule.ts';

const script = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const python = /\.pyi?$/;
const anySource = /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|go|java|kt|cs|rs|sh|bash|ya?ml)$|(^|\/)(?:Dockerfile|Makefile)/;

const tlsOff = 'The certificate of the server is not checked any more: anybody on the way can read and change what is sent.';

/** Interfaces that turn text into code, commands or markup, and protections that are switched off. */
export const forbiddenInterfaces: readonly LineRule[] = [
  {
    name: 'dynamic-code',
    severity: 'blocking',
    inTests: 'warning',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py|php)$/,
    look: 'code',
    pattern: /(?<![\w.$])eval\s*\(|\bnew\s+Function\s*\(|\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
    message: 'Text is run as code: whoever can change the text can run anything. Parse it, or look the function up in a table.',
  },
  {
    name: 'dynamic-code',
    severity: 'blocking',
    inTests: 'warning',
    files: python,
    look: 'code',
    pattern: /(?<![\w.])exec\s*\(/,
    message: 'Text is run as code: whoever can change the text can run anything. Parse it, or look the function up in a table.',
  },
  {
    name: 'shell-injection',
    severity: 'blocking',
    files: script,
    needs: /child_process/,
    look: 'statements',
    pattern: /\bexec(?:Sync)?\s*\(\s*(?:`[^`]*\$\{|'[^']*'\s*\+|"[^"]*"\s*\+)/,
    message: 'A command for a shell is put together from text: a value with `;` or `$()` runs as a command. Use `execFile` with a list.',
  },
  {
    name: 'shell-injection',
    severity: 'blocking',
    files: python,
    look: 'statements',
    pattern: /\bos\.(?:system|popen)\s*\(\s*(?:f["']|["'][^"']*["']\s*[%+.])|\bsubprocess\.\w+\s*\(\s*f["'][^\n]*shell\s*=\s*True/,
    message:
      'A command for a shell is put together from text: a value with `;` or `$()` runs as a command. Use `subprocess.run` with a list.',
  },
  {
    name: 'shell',
    severity: 'warning',
    files: /\.(?:[cm]?[jt]sx?|py)$/,
    look: 'code',
    pattern: /\bshell\s*:\s*true\b|\bshell\s*=\s*True\b|\bos\.system\s*\(/,
    message: 'A program is started through a shell, which gives signs in its arguments a meaning. Start it directly, with a list.',
  },
  {
    name: 'tls-off',
    severity: 'blocking',
    inTests: 'warning',
    files: script,
    look: 'code',
    pattern: /\b(?:rejectUnauthorized|strictSSL)\s*:\s*false\b/,
    message: tlsOff,
    mend: (line) => line.replace(/\b((?:rejectUnauthorized|strictSSL)\s*:\s*)false/, '$1true'),
  },
  {
    name: 'tls-off',
    severity: 'blocking',
    inTests: 'warning',
    files: script,
    look: 'statements',
    pattern: /\bprocess\.env(?:\.NODE_TLS_REJECT_UNAUTHORIZED|\[["']NODE_TLS_REJECT_UNAUTHORIZED["']\])\s*=(?!=)\s*["'`]?0/,
    message: tlsOff,
  },
  {
    name: 'tls-off',
    severity: 'blocking',
    inTests: 'warning',
    files: /\.(?:py|go|rb)$/,
    look: 'code',
    pattern: /\bverify\s*=\s*False\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bVERIFY_NONE\b|\bInsecureSkipVerify\s*:\s*true\b/,
    message: tlsOff,
    mend: (line) => line.replace(/(\bverify\s*=\s*)False/, '$1True').replace(/(\bInsecureSkipVerify\s*:\s*)true/, '$1false'),
  },
  {
    name: 'tls-off',
    severity: 'blocking',
    inTests: 'warning',
    files: /\.(?:sh|bash|zsh|ya?ml|env)$|(^|\/)(?:package\.json|Dockerfile[^/]*|Makefile)$/,
    look: 'uncommented',
    pattern:
      /\bNODE_TLS_REJECT_UNAUTHORIZED["']?\s*[=:]\s*["']?0|\bcurl\b[^|;&]*(?:\s-[a-zA-Z]{0,12}k|--insecure\b)|\bhttp\.sslVerify[= ]false\b|"strictSSL"\s*:\s*false/,
    message: tlsOff,
  },
  {
    name: 'sql-from-text',
    severity: 'warning',
    inTests: 'off',
    files: /\.(?:[cm]?[jt]sx?|py|php|rb|java|kt|go)$/,
    look: 'uncommented',
    pattern:
      /(?<!\b(?:sql|SQL))`\s*(?:select\s[^`]*\sfrom|insert\s+into|update\s[^`]*\sset|delete\s+from)\s[^`]*\$\{|["']\s*(?:select\s[^"']*\sfrom|insert\s+into|update\s[^"']*\sset|delete\s+from)\s[^"']*["']?["']\s*(?:\+|%\s|\.format\()|\bf["'](?:select\s[^"']*\sfrom|insert\s+into|update\s[^"']*\sset|delete\s+from)\s[^"']*\{/i,
    message: 'A statement is put together from values: a value with a quote changes what it does. Hand the values over as parameters.',
  },
  {
    name: 'html-from-text',
    severity: 'warning',
    inTests: 'off',
    files: script,
    look: 'code',
    pattern:
      /\.(?:innerHTML|outerHTML)\s*\+?=(?!=)\s*(?!""|''|``)\S|\bdangerouslySetInnerHTML\b|\bdocument\.write(?:ln)?\s*\(|\.insertAdjacentHTML\s*\(/,
    message: 'Text becomes markup: a value with a tag in it becomes part of the page. Use `textContent`, or clean it first.',
  },
  {
    name: 'unsafe-load',
    severity: 'warning',
    files: python,
    look: 'code',
    pattern: /\bpickle\.loads?\s*\(|\byaml\.load\s*\((?![^)]*Safe)|\bmarshal\.loads?\s*\(/,
    message: 'What is loaded can run code while it is loaded. Use JSON or `yaml.safe_load`.',
  },
  {
    name: 'weak-random',
    severity: 'warning',
    inTests: 'off',
    files: script,
    look: 'uncommented',
    pattern: /(?:token|secret|password|session|nonce|csrf|otp|salt|apiKey)[^\n]{0,200}\bMath\.random\s*\(/i,
    message: '`Math.random` can be foretold. Use `crypto.randomUUID` or `crypto.randomBytes` for what must not be guessed.',
  },
  {
    name: 'weak-hash',
    severity: 'note',
    inTests: 'off',
    files: /\.(?:[cm]?[jt]sx?|py)$/,
    look: 'statements',
    pattern: /\bcreateHash\s*\(\s*["'`](?:md5|sha1)["'`]|\bhashlib\.(?:md5|sha1)\s*\(/,
    message: 'Two texts with the same MD5 or SHA-1 can be made on purpose. Use SHA-256 where somebody might.',
  },
  {
    name: 'file-mode',
    severity: 'warning',
    files: anySource,
    look: 'uncommented',
    pattern: /\bchmod(?:Sync)?\s*\([^)]{0,200}0o?777\b|\bchmod\s+(?:-R\s+)?(?:0?777|a\+rwx)\b/,
    message: 'Everybody on the machine may write this.',
  },
];
