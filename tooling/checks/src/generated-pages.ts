import { errorPage } from './error-page.ts';
import type { GeneratedPage } from './generated-page.ts';
import { roomPage } from './room-page.ts';

/** Every generated page. */
export const generatedPages: readonly GeneratedPage[] = [errorPage, roomPage];
