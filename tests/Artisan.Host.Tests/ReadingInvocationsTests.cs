using System.Text.Json;
using Artisan.Host.Functions;

namespace Artisan.Host.Tests;

/// <summary>Literal bodies as hosts send them: today's double-encoded form, the published examples' plain one, and messages that overwrite the metadata.</summary>
public sealed class ReadingInvocationsTests
{
    [Theory]
    [InlineData("""{"Data":{"item":"\"plain text\""},"Metadata":{"DequeueCount":"1"}}""", "plain text")]
    [InlineData("""{"Data":{"item":"\"{\\\"id\\\":7,\\\"s\\\":\\\"a\\\\\\\"b\\\"}\""},"Metadata":{"Id":"\"7\""}}""", """{"id":7,"s":"a\"b"}""")]
    [InlineData("""{"Data":{"item":"\"[1,2]\""},"Metadata":{}}""", "[1,2]")]
    [InlineData("""{"Data":{"item":"\"42\""},"Metadata":{}}""", "42")]
    [InlineData("""{"Data":{"item":"{\"id\":\"x\"}"},"Metadata":{"DequeueCount":1}}""", """{"id":"x"}""")]
    [InlineData("""{"Data":{"item":{"id":"x"}},"Metadata":{}}""", """{"id":"x"}""")]
    [InlineData("""{"data":{"Item":"\"case does not matter\""}}""", "case does not matter")]
    public void The_text_of_the_message_comes_out_unchanged(string body, string text)
    {
        using var json = JsonDocument.Parse(body);

        Assert.Equal(text, Invocation.QueueText(json.RootElement));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("[]")]
    public void A_body_that_is_no_invocation_is_refused(string body)
    {
        using var json = JsonDocument.Parse(body);

        Assert.Throws<JsonException>(() => Invocation.QueueText(json.RootElement));
    }
}
