/** Signed addresses of packages: no S3 client, so that what only reads stays small. */
export { createDownloadLinks, type DownloadLinksSettings } from './download-links.ts';
