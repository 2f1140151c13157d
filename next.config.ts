import type { NextConfig } from 'next'

const pages = process.env.HUIYIN_PAGES

const config: NextConfig = {
  // Each build has a folder of its own (server/pages-folder.ts); this one is what a build by hand makes.
  distDir: pages ?? '.next',
  // TypeScript 7 has no API for Next to call; `npm run check` runs tsc itself.
  // It notes the build's folder in the tsconfig: in one that goes with the build, not in ours.
  typescript: { ignoreBuildErrors: true, ...(pages && { tsconfigPath: `${pages}.tsconfig.json` }) },
  poweredByHeader: false,
  reactStrictMode: true,
  // An address that is none of ours opens a page of its own, which no other page carries along.
  experimental: { globalNotFound: true },
  devIndicators: false,
  // Told to the pages and by /build, so that a wall knows when a newer one is served.
  env: { HUIYIN_BUILD: String(Date.now()) },
}

export default config
