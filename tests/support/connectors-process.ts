import { siteSchema } from '#core/site/site-schema.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'
import { createLog } from '#store/log.ts'
import { runConnectors } from './run-connectors.ts'

/** Connectors as a process of their own that a test can stop: `connectors-process.ts REDIS_URL SITE_AS_JSON SILENT_MS`. */
const [redisUrl, text, silentMs] = process.argv.slice(2) as [string, string, string]
const site = siteSchema.parse(JSON.parse(text))
runConnectors({
  redisUrl,
  log: createLog({ url: redisUrl, site: site.site.id }),
  site,
  timing: { ...TIMING, pingMs: Number(silentMs) / 3, silentMs: Number(silentMs) },
})
