using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Where Stripe's pages lead back to: Artisan's own origin and nowhere else, so that no link through Stripe can end on a stranger's page.</summary>
internal sealed class ReturnAddresses(IOptions<ApiOptions> options)
{
    /// <summary>The address that was asked for, or that of a page of ours where none was; null where it is not on our origin.</summary>
    public Uri? Of(Uri? asked, string page)
    {
        var own = options.Value.PublicUrl;
        if (asked is null) return new Uri(own, page);
        return asked.IsAbsoluteUri && asked.UserInfo.Length == 0 && Uri.Compare(asked, own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0 ? asked : null;
    }
}
