/** What browsers of tests call the site by: plain http on a name that is not localhost, as in a hall. */
export const SITE_HOST = 'wall.test'

/** What a Chromium is started with to know that name: nobody else does. */
export const knowsSiteHost = `--host-resolver-rules=MAP ${SITE_HOST} 127.0.0.1`
