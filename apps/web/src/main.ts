import 'reflect-metadata';
import { Environment } from '#config/environment';
import { JsonLogger } from '#config/json-logger';
import { createWebApp } from './create-app.js';

const environment = Environment.load();
const app = await createWebApp(environment, new JsonLogger(environment.get('LOG_LEVEL'), 'web'));
await app.listen(environment.get('WEB_PORT'), environment.get('HOST'));
