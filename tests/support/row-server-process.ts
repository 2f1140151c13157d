import { startRowServer } from './row-server.ts'

/** A row server as a process of its own, so that a test can kill it as a crash would. */
const [redisUrl, databaseUrl, config, port] = process.argv.slice(2) as [string, string, string, string]
const server = await startRowServer({ redisUrl, databaseUrl, config, port: Number(port) })
console.log(`serving ${server.url}`)
