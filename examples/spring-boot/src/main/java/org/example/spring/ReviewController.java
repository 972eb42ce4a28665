package org.example.spring;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ReviewController {

    private final Training training;

    ReviewController(Training training) {
        this.training = training;
    }

    @GetMapping("/state")
    Training.State state() {
        return training.state();
    }

    @PostMapping("/predict")
    Answer predict(@RequestBody Question question) {
        return training.predict("lstm", question.text())
                .map(prediction -> new Answer(prediction.label(), prediction.probability()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE, "The model is being trained; ask again soon."));
    }

    record Question(String text) {}

    record Answer(String label, double probability) {}
}
