import { start } from './start.ts'

process.exitCode = await start({ variables: process.env, more: () => [] })
// A connection of a library may still linger; everything of ours has ended in order by now.
process.exit()
