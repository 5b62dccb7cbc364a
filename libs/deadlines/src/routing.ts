/** Conflict-aware routing of ladders, for whoever knows the people and the case (see StepTarget). */
export { route, type Route, type Skip, type TreePerson } from './domain/routing.js';
