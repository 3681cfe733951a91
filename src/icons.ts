export type { IconName } from './generated/icon-name.js';
export { iconNames } from './generated/icon-names.js';
