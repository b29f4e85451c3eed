export { InfrastructureModule } from './infrastructure.module.js';
export { featureProviders, readFeaturePack } from './feature-providers.js';
export { featuresFollower } from './features-follower.js';
export { FollowFeatures } from './follow-features.js';
export { assertPortFree } from './port-guard.js';
export { processConfig, type ProcessConfig } from './process.config.js';
export { runApp, stopOnSignals, type RunningApp } from './run-app.js';
export { runService, startProblem, type ServiceDefinition } from './run-service.js';
