export const fileReport = null, openCase = null, queuePage = null, takeNote = null;
