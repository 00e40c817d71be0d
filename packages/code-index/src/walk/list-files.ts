import type { Listing } from './listing.ts';
import type { WalkRequest } from './walk-request.ts';
import { gitFiles } from './git-files.ts';
import { walkFolders } from './walk-folders.ts';

/** Files of a project: by git's own list, or by walking its folders where git is absent, fails, or ignores the whole project. */
export async function listFiles(request: WalkRequest): Promise<Listing> {
  const listed = await gitFiles(request);
  return listed ?? walkFolders(request);
}
