/**
 * Why a transaction was cancelled: the codes that DynamoDB gives for each of its items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const CONDITION_FAILED = 'ConditionalCheckFailed';
/** Somebody else is writing the same item at this moment. */
export const CONFLICT = 'TransactionConflict';
export const THROTTLED: readonly string[] = ['ProvisionedThroughputExceeded', 'ThrottlingError'];
