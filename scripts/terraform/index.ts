/** Runs the modules of `terraform/` with the real tools against an emulator of AWS. */
export { openRoot, type Root, type RootSettings, TERRAFORM_FOLDER } from './open-root.ts';
