import { config } from 'zod/mini';
import english from 'zod/v4/locales/en.js';

export * as z from 'zod/mini';

/** In its small form zod says nothing about what is wrong until it is given a language. */
export const speakEnglish = (): void => void config(english());
