using Artisan.Testing.Host;
using Azure.Core;

namespace Artisan.Areas.Tests.Billing;

/// <summary>A lab that breaks what is read and written of subscriptions, usage and invoices.</summary>
public class BillingLab : CrashLab
{
    protected override bool Breaks(Request request) => request.Uri.Path.Contains("billing", StringComparison.Ordinal) || request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
}
