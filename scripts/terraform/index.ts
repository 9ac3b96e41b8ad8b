/** Runs the modules of `terraform/` with the real tools against an emulator of AWS. */
export { TERRAFORM_FOLDER } from './folders.ts';
export { openRoot, type Root, type RootSettings } from './open-root.ts';
