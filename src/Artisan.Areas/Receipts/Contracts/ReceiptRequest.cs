namespace Artisan.Areas.Receipts.Contracts;

/// <summary>
/// Asks for one leaf of a workspace's receipt log. Sent in the transaction of what it is about, so that the exact bytes survive whatever
/// happens next; appended once, however often it is delivered.
/// </summary>
/// <param name="WorkspaceId">Whose log.</param>
/// <param name="IdempotencyKey">What the receipt is of, such as <c>calc:{id}</c>: one leaf per key, for good. At most 200 characters.</param>
/// <param name="ReceiptId">Always <see cref="ReceiptIds.For"/> of the two.</param>
/// <param name="Statement">The exact canonical JSON that becomes the leaf; at most 30,000 characters.</param>
public sealed record ReceiptRequest(string WorkspaceId, string IdempotencyKey, string ReceiptId, string Statement);
