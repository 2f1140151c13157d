import { firstSite } from '../assistant/first-site.ts'
import { start } from './start.ts'

const first = await firstSite(process.env, (line) => console.error(line))
if (first?.is === 'demo') {
  // It is started as by its own command, which reads the environment of the process.
  Object.assign(process.env, first.variables)
  await import('../demo/launch.ts')
}
if (first?.is === 'site') process.exitCode = await start({ variables: first.variables, more: () => [] })
// A connection of a library may still linger; everything of ours has ended in order by now.
process.exit()
