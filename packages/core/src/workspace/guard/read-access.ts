import { isSafePath } from './path-guard.ts';
import { unreadableClassOf } from './write-policy.ts';

/**
 * Whether the default policy lets a project file be read: a `secret` one must not reach a model, and a `name` the workspace refuses
 * is touched by nobody. Pure: the disk is not asked.
 */
export function readAccessOf(path: string): 'allowed' | 'secret' | 'name' {
  if (!isSafePath(path)) return 'name';
  return unreadableClassOf(path, {}) === null ? 'allowed' : 'secret';
}
