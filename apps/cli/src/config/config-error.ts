import { ArtemisError } from '@artemis/core';

/** Where in a configuration file something is wrong. Line and column count from 1. */
export interface ConfigPlace {
  readonly file: string;
  readonly line?: number;
  /** Key, with dots: `limits.timeout`. */
  readonly key?: string;
}

/** A configuration file that cannot be used. Artemis never goes on with the defaults instead. */
export class ConfigError extends ArtemisError {
  override readonly name = 'ConfigError';

  constructor({ file, line, key }: ConfigPlace, problem: string, options: { readonly hint: string; readonly cause?: unknown }) {
    const place = line === undefined ? file : `${file}:${line}`;
    super('ARTEMIS_E_CONFIG', `${place}: ${problem}.`, {
      ...options,
      facts: { file, ...(line !== undefined && { line }), ...(key !== undefined && { key }) },
    });
  }
}
