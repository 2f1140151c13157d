// Runs a TypeScript program of this project from any Node >= 20, installing what is missing first:
// node scripts/launch.mjs scripts/start/main.ts [arguments]
// Only what Node 20 ships may be used here and in bootstrap/, because nothing else may be there yet.
import { installPackages } from './bootstrap/install-packages.mjs'
import { refuseOldNode } from './bootstrap/refuse-old-node.mjs'
import { runWithOwnNode } from './bootstrap/run-with-own-node.mjs'

const [script, ...args] = process.argv.slice(2)
refuseOldNode(process.versions.node)
const ownNode = await installPackages()
process.exitCode = await runWithOwnNode(ownNode, script, args)
