export { createPackageInspector, type InspectorSettings } from './package-inspector.ts';
