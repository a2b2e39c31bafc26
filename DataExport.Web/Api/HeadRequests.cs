namespace DataExport.Web.Api;

/// <summary>HEAD wherever there is GET (RFC 9110 §9.3.2); the server leaves the body of the answer out.</summary>
internal static class HeadRequests
{
    private static readonly HttpMethodMetadata Methods = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>Lets every GET of these endpoints answer to HEAD, too.</summary>
    public static TBuilder AnswerHead<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] } get)
            {
                endpoint.Metadata[endpoint.Metadata.IndexOf(get)] = Methods;
            }
        });
        return builder;
    }
}
