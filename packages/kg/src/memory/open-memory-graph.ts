import { KgError } from '../kg-error.ts';
import { MemoryGraphStore } from './memory-graph-store.ts';

/** Makes an empty graph in memory. @throws KgError `ARTEMIS_E_KG_PACKAGE` when graphology cannot be loaded. */
export async function openMemoryGraph(): Promise<MemoryGraphStore> {
  try {
    const { MultiDirectedGraph } = await import('graphology');
    return new MemoryGraphStore(new MultiDirectedGraph());
  } catch (error) {
    throw new KgError('ARTEMIS_E_KG_PACKAGE', 'The package "graphology" cannot be loaded.', { cause: error });
  }
}
