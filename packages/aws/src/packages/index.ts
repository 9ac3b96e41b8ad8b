/** Packages in S3, the registry's own and those in the publishers' buckets. */
export { createS3Client } from '../clients/s3.ts';
export { createBucketReader } from './bucket-reader.ts';
export { createPackageStore, type PackageStoreSettings } from './package-store.ts';
