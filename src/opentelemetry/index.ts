export { recordTelemetry, type TelemetryOptions } from './record-telemetry.js';
