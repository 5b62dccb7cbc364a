import type { FastifyRequest } from 'fastify';

/**
 * Whether a form was sent from one of our own pages.
 *
 * Two locks, neither of which keeps anything on the device: both session cookies are SameSite=Strict, so a form on another
 * site arrives without them; and here the browser itself says where a form came from. Sec-Fetch-Site cannot be set by a
 * page; `none` is a person's own doing (a reload of the answer to a form). Browsers send it to https and localhost only, so
 * elsewhere Origin decides, which every browser of the last years sends with every form. Where both are absent there is no
 * browser, and so nobody whose cookie could be ridden on. A token in the form would add nothing to this but a reason for a
 * frightened person's text to be refused after an hour.
 */
export function isSameSite(request: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.headers.host || host === new URL(publicUrl).host;
}
