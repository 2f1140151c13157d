import { buildPages } from './start/page-build.ts'

/** Builds the pages and nothing else, as an image does; what starts in it finds them there. */
process.exitCode = (await buildPages((line) => console.error(line))) ? 0 : 1
