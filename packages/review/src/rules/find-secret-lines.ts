import { Redactor } from '@artemis/core';
import { isGeneratedPath } from '../diff/path-kind.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';

const redactor = new Redactor();
const secretFile =
  /(^|\/)(?:\.env(?:\.(?!example$|sample$|template$|dist$)[\w-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]+\.(?:p12|pfx|jks|keystore)|\.netrc|\.pgpass)$/;
const privateKey = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/;
/** What is said of a secret. */
export const secretMessage =
  'This looks like a secret. Read it from the environment or from a store for secrets, and make the old one worthless.';

/** Lines that were added and hold what looks like a secret, and files that are secret by their name. No finding repeats the secret. */
export const secretFindings: ChangeRule = (files) => files.flatMap((file) => [...inName(file), ...inLines(file)]);

function inName({ diff }: FileFacts): readonly RuleFinding[] {
  if (!secretFile.test(diff.path) || !diff.isNew) return [];
  const said = 'A file of this name holds secrets and does not belong to the project.';
  return [{ path: diff.path, line: 1, severity: 'blocking', message: said, rule: 'secret-file' }];
}

function inLines({ diff, isTest }: FileFacts): readonly RuleFinding[] {
  // Checksums in lock files look like secrets.
  if (isGeneratedPath(diff.path)) return [];
  const severity = isTest ? 'warning' : 'blocking';
  return [...diff.added]
    .filter((line) => holdsSecret(diff.now[line - 1] ?? ''))
    .map((line) => ({ path: diff.path, line, severity, message: secretMessage, rule: 'secret' }));
}

/** Entries of `/etc/passwd` name no password. */
const account = /\b[a-z_][\w-]{0,31}:[x*!]:\d+:\d+:/g;

/** Whether a line holds what looks like a secret. */
export function holdsSecret(line: string): boolean {
  const text = line.replaceAll(account, '');
  return privateKey.test(text) || redactor.redact(text) !== text;
}
