// Completes package-lock.json by hand's rule: npm leaves out the optional packages of platforms that the registry at
// hand does not serve, and "npm ci" then refuses the file on every platform; and it asks the registry for the integrity
// of those, so that every platform installs what was meant. Run it after "npm install".
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const cpus = [
  [/arm64|aarch64/, 'arm64'],
  [/x64|x86_64/, 'x64'],
  [/wasm32/, 'wasm32'],
  [/ia32/, 'ia32'],
  [/arm/, 'arm'],
]
const systems = ['android', 'darwin', 'win32', 'freebsd', 'linux']

function entryFor(name, version, parent) {
  const cpu = cpus.find(([pattern]) => pattern.test(name))?.[1]
  const os = systems.find((system) => name.includes(system))
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(name.includes('musl') ? { libc: ['musl'] } : {}),
    license: parent.license,
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}

const lock = JSON.parse(readFileSync(file, 'utf8'))
const packages = { ...lock.packages }
for (const [path, parent] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {}))
    if (!packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      packages[`node_modules/${name}`] = entryFor(name, version, parent)
for (const [path, entry] of Object.entries(packages)) {
  if (path === '' || entry.link || entry.integrity) continue
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const told = execFileSync('npm', ['view', `${name}@${entry.version}`, 'dist.integrity'], {
    encoding: 'utf8',
  }).trim()
  if (!/^sha512-[\w+/]+=*$/.test(told))
    throw new Error(`${name}@${entry.version}: the registry tells no integrity`)
  const { version, ...rest } = entry
  packages[path] = { version, integrity: told, ...rest }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
