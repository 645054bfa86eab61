using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Tables;

/// <summary>Signs by shared key lite, anew on every attempt, over the path exactly as it is sent.</summary>
internal sealed class TableSharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var address = message.Request.Uri.ToUri();
        var resource = $"/{credential.AccountName}{address.AbsolutePath}";

        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{resource}")}");
    }
}
