using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Metering;
using Artisan.Platform.Http;
using Artisan.Value.Json;

namespace Artisan.Areas.Tests.Billing;

public sealed class UsageEventTests
{
    [Theory]
    [InlineData("m-1", null, null, null)]
    [InlineData("Grüße \"an\" \\alle 🚀", "2026-01-31T10:00:00.1234567+01:00", "shop-7 <€>", """{"b":1.50,"a":["\u0007",null,{}]}""")]
    public void What_was_said_is_known_again_by_the_hash_of_its_canonical_form(string id, string? time, string? subject, string? properties)
    {
        var sent = new UsageEventRequest(id, "emails_sent", new ExactNumber("2.5"), time, subject, properties is null ? null : JsonDocument.Parse(properties).RootElement);
        var usage = UsageEvent.Read(sent).Event!;
        var canonical = CanonicalJson.Serialize(new JsonObject
        {
            ["id"] = id,
            ["metric"] = "emails_sent",
            ["micro"] = "2500000",
            ["time"] = time is null ? null : "2026-01-31T09:00:00.1234567Z",
            ["subject"] = subject,
            ["properties"] = properties is null ? null : """{"a":["\u0007",null,{}],"b":1.5}""",
        });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(canonical)), usage.PayloadHash);
    }
}
