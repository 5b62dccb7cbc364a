import { Module } from '@nestjs/common';
import { Access } from './access.js';
import { Bodies } from './body-tree.js';
import { DemoNetwork } from './demo-network.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { ReporterSessions } from './reporter-sessions.js';
import { Sessions } from './sessions.js';

const SERVICES = [Access, Bodies, DemoNetwork, Passwords, People, ReporterSessions, Sessions];

/** People, bodies, sessions and who may do what. Needs a `Clock` (ClockModule) and `Transactions` (DatabaseModule). */
@Module({ providers: SERVICES, exports: SERVICES })
export class AccessModule {}
