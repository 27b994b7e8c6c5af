import { dateTime, refusalWords } from '@guildhall/sdk';

export const { orRefuse } = refusalWords({ until: (at: Date) => dateTime(at) });
