namespace Artisan.Areas.Receipts.Contracts;

/// <summary>
/// The name under which the log takes messages of outboxes:
/// <c>change.Send(ReceiptSink.Name, request, ReceiptsContractsJson.Default.ReceiptRequest)</c>.
/// </summary>
public static class ReceiptSink
{
    /// <summary>The sink's name.</summary>
    public const string Name = "receipt";
}
