using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Support.Mailing;

/// <summary>
/// The address that a ticket is answered at: <c>{ticket}.{token}@{domain}</c>. Who was never written to does not know the token; who does must still write
/// from the address of somebody who may.
/// </summary>
internal static class MailTokens
{
    private const int Bytes = 12;

    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public static string Address(Ticket ticket, string domain) => $"{ticket.Id[(SupportKeys.TicketId.Length + 1)..]}.{ticket.MailToken}@{domain}";

    /// <summary>The ticket and token of an address; null where it is not one of ours.</summary>
    public static (string TicketId, string Token)? Parse(string address, string domain)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || !address[(at + 1)..].Equals(domain, StringComparison.OrdinalIgnoreCase)) return null;
        return address[..at].ToLowerInvariant().Split('.') is [var ulid, { Length: Bytes * 2 } token] && $"{SupportKeys.TicketId}_{ulid}" is var id && UlidIds.IsId(id, SupportKeys.TicketId) ? (id, token) : null;
    }

    /// <summary>Whether it is the ticket's token, found out in the same time whatever it is.</summary>
    public static bool IsOf(Ticket ticket, string token) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(ticket.MailToken), Encoding.ASCII.GetBytes(token));
}
