using System.Globalization;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>What payers know invoices and credit notes by: a series per workspace without gaps, and another one for credit notes.</summary>
internal static class InvoiceNumber
{
    private const int ShortLength = 8;

    /// <summary>The nth invoice of a workspace, from 1: <c>INV-4K7Q2M9C-000001</c>.</summary>
    public static string Invoice(string workspaceId, int number) => Of("INV", workspaceId, number);

    /// <summary>The nth credit note of a workspace, from 1.</summary>
    public static string CreditNote(string workspaceId, int number) => Of("CN", workspaceId, number);

    // The random end of the id: the beginning is the time, which workspaces of one minute share.
    private static string Of(string series, string workspaceId, int number) => $"{series}-{workspaceId[^ShortLength..].ToUpperInvariant()}-{number.ToString("D6", CultureInfo.InvariantCulture)}";
}
