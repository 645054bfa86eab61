namespace Artisan.Areas.Receipts.Operations;

/// <summary>The states of a receipt on the wire.</summary>
internal static class ReceiptStates
{
    public const string Pending = "pending";
    public const string Sealed = "sealed";
}
