using System.Text.Json;
using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Tests;

public sealed class InvocationBodyTests
{
    private static readonly Guid Random = new("11111111-2222-3333-4444-555555555555");

    [Fact]
    public void A_timer_call_is_the_literal_body_of_the_Functions_host()
    {
        var status = new TimerStatus(At("2026-11-20T12:32:00.0041486Z"), At("2026-11-20T12:34:00Z"), At("2026-11-20T12:32:00.0041486Z"));

        var body = InvocationBody.ForTimer("tick", "timer", new TimerInfo(true, status, IsPastDue: true), At("2026-11-20T12:35:47.3738422Z"), Random);

        Assert.Equal(
            """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-20T12:32:00.0041486+00:00","Next":"2026-11-20T12:34:00+00:00","LastUpdated":"2026-11-20T12:32:00.0041486+00:00"},"IsPastDue":true}},"Metadata":{"sys":{"MethodName":"tick","UtcNow":"2026-11-20T12:35:47.3738422Z","RandGuid":"11111111-2222-3333-4444-555555555555"}}}""",
            body);
    }

    [Fact]
    public void A_timer_without_monitor_has_no_status_and_one_before_its_first_run_the_year_one()
    {
        var unmonitored = InvocationBody.ForTimer("tick", "timer", new TimerInfo(true, null, false), At("2026-11-20T12:00:00Z"), Random);
        var first = InvocationBody.ForTimer("tick", "timer", new TimerInfo(true, new TimerStatus(default, default, default), false), At("2026-11-20T12:00:00Z"), Random);

        Assert.Contains("\"ScheduleStatus\":null", unmonitored, StringComparison.Ordinal);
        Assert.Contains("\"Last\":\"0001-01-01T00:00:00+00:00\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_call_is_the_literal_body_of_the_Functions_host()
    {
        Assert.Equal(
            """{"Data":{"item":"\"plain text\""},"Metadata":{"DequeueCount":"1","ExpirationTime":"2026-11-27T12:26:52+00:00","Id":"\"4828d27c\"","InsertionTime":"2026-11-20T12:26:52+00:00","NextVisibleTime":"2026-11-20T12:36:53+00:00","PopReceipt":"\"MjBO\"","sys":{"MethodName":"work","UtcNow":"2026-11-20T12:26:53Z","RandGuid":"11111111-2222-3333-4444-555555555555"}}}""",
            Body("plain text"));
    }

    [Theory]
    [InlineData("""{"id":7,"s":"a\"b","n":1.50}""", @"\""{\\\""id\\\"":7,\\\""s\\\"":\\\""a\\\\\\\""b\\\"",\\\""n\\\"":1.50}\""")]
    [InlineData("[1,2]", @"\""[1,2]\""")]
    [InlineData("42", @"\""42\""")]
    public void A_message_text_is_encoded_twice_and_arrives_unchanged(string text, string wire)
    {
        var body = Body(text);

        Assert.StartsWith($$$"""{"Data":{"item":"{{{wire}}}"},""", body, StringComparison.Ordinal);
        var once = JsonDocument.Parse(body).RootElement.GetProperty("Data").GetProperty("item").GetString()!;
        Assert.Equal(text, JsonSerializer.Deserialize<string>(once));
    }

    [Fact]
    public void Properties_of_a_json_message_overwrite_the_metadata_whatever_their_casing()
    {
        var metadata = Metadata("""{"id":7,"dequeuecount":99,"POPRECEIPT":"mine","n":1.50,"flag":true,"d":"2024-01-02T03:04:05Z","o":{"a":1},"list":[1],"none":null,"myTrigger":"x"}""");

        Assert.Equal("\"7\"", metadata.GetProperty("Id").GetString());
        Assert.Equal("\"99\"", metadata.GetProperty("DequeueCount").GetString());
        Assert.Equal("\"mine\"", metadata.GetProperty("PopReceipt").GetString());
        Assert.Equal("\"1.5\"", metadata.GetProperty("n").GetString());
        Assert.Equal("\"True\"", metadata.GetProperty("flag").GetString());
        Assert.Equal("\"01/02/2024 03:04:05\"", metadata.GetProperty("d").GetString());
        Assert.Equal(1, metadata.GetProperty("o").GetProperty("a").GetInt32());
        Assert.False(metadata.TryGetProperty("id", out _));
        Assert.False(metadata.TryGetProperty("list", out _));
        Assert.False(metadata.TryGetProperty("none", out _));
        Assert.False(metadata.TryGetProperty("myTrigger", out _));
    }

    [Theory]
    [InlineData("{not json}")]
    [InlineData("[{\"id\":7}]")]
    [InlineData("\"text\"")]
    public void Text_that_is_no_json_object_leaves_the_metadata_alone(string text) => Assert.Equal("\"4828d27c\"", Metadata(text).GetProperty("Id").GetString());

    private static JsonElement Metadata(string text) => JsonDocument.Parse(Body(text)).RootElement.GetProperty("Metadata");

    private static string Body(string text) => InvocationBody.ForQueue(
        "work", "item", new QueuedText("4828d27c", "MjBO", 1, At("2026-11-20T12:26:52Z"), At("2026-11-27T12:26:52Z"), At("2026-11-20T12:36:53Z"), text), At("2026-11-20T12:26:53Z"), Random);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
