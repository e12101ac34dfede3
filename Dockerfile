# Expects target/payment-poller.jar: `mvn package` comes first.
ARG JRE_IMAGE=eclipse-temurin:17-jre

FROM ${JRE_IMAGE} AS layers
WORKDIR /build
COPY target/payment-poller.jar ./
RUN java -Djarmode=tools -jar payment-poller.jar extract --layers --destination layers
COPY routes/ routes/
# Files keep the modes of the clone, and a strict umask there must not hide the routes from the user below.
RUN chmod -R a+rX routes

FROM ${JRE_IMAGE}
RUN groupadd --gid 10001 poller && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home poller
WORKDIR /app
# From what changes least to what changes most, so that a new build sends little.
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY --from=layers /build/routes/ routes/
COPY bin/train bin/train
# Here, since the archive belongs to this JVM and to the files as they lie in this image.
RUN sh bin/train /app
# A number, so that Kubernetes' runAsNonRoot can check it.
USER 10001:10001
EXPOSE 8080
# The heap follows the container's memory limit. A JVM without memory ends, and its open window rolls back.
ENTRYPOINT ["java", "@/app/java.options", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "payment-poller.jar"]
