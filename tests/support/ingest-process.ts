import { startIngest } from './ingest-server.ts'

/** Ingest in a process of its own, so that a test can kill it: `node ingest-process.ts <port> <redis url> <site>`. */
const [port, redisUrl, site] = process.argv.slice(2) as [string, string, string]
await startIngest({ port: Number(port), redisUrl, site, tokens: { token: 'pbx' } })
console.log('ready')
