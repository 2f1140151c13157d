import { join } from 'node:path'

/** Where a data folder keeps the site file that the assistant wrote. */
export const ownSiteFile = (dataDir: string): string => join(dataDir, 'site.yaml')
