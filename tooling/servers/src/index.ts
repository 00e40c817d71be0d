export { freePort, startChroma, type ChromaServer, type ServerCommand, type StartChromaOptions } from './start-chroma.ts';
