using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Outbound;

/// <summary>
/// The one rule about where requests to addresses of users may go. The address is judged when it is saved, and what its name leads to is judged again at every
/// connection (<see cref="OutboundHttp"/>): names may lead elsewhere tomorrow, or at the second time they are asked for.
/// </summary>
public sealed class OutboundAddresses(IHostAddresses names, IOptions<OutboundOptions> options)
{
    private const int MostCharacters = 2048;

    private bool AllowPrivate => options.Value.AllowPrivate;

    /// <summary>Why an address must not be called; null where it may be. Nothing is asked of the network.</summary>
    public string? Refusal(string? address)
    {
        if (address is not { Length: > 0 and <= MostCharacters } || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return $"An absolute URL of at most {MostCharacters:N0} characters is needed, such as https://example.com/hooks.";
        if (uri.Scheme != Uri.UriSchemeHttps && !(AllowPrivate && uri.Scheme == Uri.UriSchemeHttp)) return "Only https is possible.";
        if (uri.UserInfo.Length > 0) return "A user name or password in a URL ends up in logs; leave it out.";
        if (uri.Fragment.Length > 0) return "What stands behind # is never sent; leave it out.";
        if (AllowPrivate) return null;
        var host = uri.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var literal)) return PublicAddresses.Contains(literal) ? null : NotPublic;
        return LeadsInside(host) || EndsInNumber(uri.Host.TrimEnd('.')) ? NotPublic : null;
    }

    /// <summary>Why a request would be refused now, the name being asked for; null where it would be sent.</summary>
    public async Task<string?> RefusalNowAsync(string? address, CancellationToken ct)
    {
        if (Refusal(address) is { } refusal) return refusal;
        try
        {
            await ResolveAsync(new Uri(address!).IdnHost, ct);
            return null;
        }
        catch (OutboundRefusedException e)
        {
            return e.Message;
        }
        catch (SocketException)
        {
            return "The host name is not known.";
        }
    }

    /// <summary>The addresses of a host, all of them public; a connection is made to one of these and not to what the name leads to a moment later.</summary>
    /// <exception cref="OutboundRefusedException">One of them is not.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    internal async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await names.FindAsync(host, ct);
        if (found.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        // One private address among public ones is how rebinding begins: then none of them is used.
        return AllowPrivate || found.All(PublicAddresses.Contains) ? found : throw new OutboundRefusedException(NotPublic);
    }

    private const string NotPublic = "The address does not lie on the public internet.";

    // Names that are answered by the machine itself, or by the network it stands in (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
    private static bool LeadsInside(string name) => !name.Contains('.', StringComparison.Ordinal) || Inside.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    // An address to whoever reads digits of other scripts (URL Standard, section 3.5); no public name ends so.
    private static bool EndsInNumber(string name) => name[(name.LastIndexOf('.') + 1)..].EnumerateRunes().All(r => Rune.GetNumericValue(r) >= 0);

    private static readonly string[] Inside = [".localhost", ".local", ".internal", ".home.arpa", ".lan", ".corp", ".home", ".intranet", ".private", ".test", ".invalid", ".example", ".onion", ".alt"];
}
